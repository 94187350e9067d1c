// Placeholder so that the layer configures; removed with its first source.
