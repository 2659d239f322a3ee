"""What comes from the server: walks by stamp, whole tables, and the intake into the store."""
