"""What is heard and recorded: all that speaks to QtMultimedia and QtTextToSpeech."""
