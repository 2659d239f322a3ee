"""What stamps cannot tell: manifests, the weekly audit, and which absences are believed."""
