"""What screens share: layouts, components as block tags, slots, charts.

Owns no table. Rooms hang menu entries, tabs and actions on the slots.
"""
