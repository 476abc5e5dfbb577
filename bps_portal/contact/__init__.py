"""The contact page: visitors' messages, from the form to the day on which they are deleted."""
