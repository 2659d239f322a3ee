"""From I to we and back: each place that would change is looked at, and a new draft is made."""
