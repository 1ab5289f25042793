"""Files and folders of the machine that the desk runs on."""
