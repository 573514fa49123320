"""What people answer of each account every half-year: campaigns, their questions and answers."""
