"""Weighing conduct: pure functions over facts. They propose, with reasons in words; people dispose."""
