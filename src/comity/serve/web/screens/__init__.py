"""One module a screen: each function takes what its address may hold and gives a `View`."""
