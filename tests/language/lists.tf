locals {
  a = [1,
  2
  ,3]
  b = {
  }
  c = [
  ]
  d = {}
  e = [ ]
}
