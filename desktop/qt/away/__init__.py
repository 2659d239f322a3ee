"""When the member goes away: the computer is put to sleep, or its screen is locked; on Linux."""
