"""The demonstration practice: plainly fictional people, told over twelve weeks."""
