"""The review page: on this machine only, for those who were given its address."""
