"""The preview: a server on this computer that shows the site as it will be published, while it is being written."""
