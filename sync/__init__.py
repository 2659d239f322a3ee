"""A sync engine between SQLite and a Supabase project that loses no word.

It knows tables only as specifications (`sync.spec`) and both sides only as protocols
(`sync.protocols`). ALGORITHM.md says what it does, case by case.
"""
