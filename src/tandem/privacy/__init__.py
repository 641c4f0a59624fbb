"""Privacy of the device: Safer mode, how to use this safely, a tablet that many people use."""
