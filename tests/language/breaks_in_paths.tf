locals {
  x = [{ y = 1 }]
  a = [local.x
    [0]
    .y
  ]
}
