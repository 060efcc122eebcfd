"""What this room hangs on shared screens, and the frame of the case screen that the rooms above fill."""
