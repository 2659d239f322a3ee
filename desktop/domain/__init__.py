"""Pure rules of the programme, without any input or output."""
