"""What rights holders do for themselves: brands, agents, guides."""
