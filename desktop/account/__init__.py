"""Who the member is: keys, sign-in, profiles."""
