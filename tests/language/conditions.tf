locals {
  a = {
    b = (true
      ? "x"
      : "y")
    c = "z"
  }
}
