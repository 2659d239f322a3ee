"""The throw-away Supabase backend of the tests, and the tests of the server side."""
