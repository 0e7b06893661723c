locals {
  a = {
    for k, v in { x = 1 }
    : k => v...
    if v > 0
  }
  b = [
    for x in [1]
    :
    x
  ]
  c = { for x in [1, 2] : x => { y = x
 z = 1 } }
}
