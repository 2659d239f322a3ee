"""A vision over the whole screen: pictures, words and its voice."""
