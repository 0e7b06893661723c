resource "terraform_data" "b" {
 count = 1
}
moved {
  from = terraform_data.a
  to = terraform_data.b[0]
}
removed {
  from = terraform_data.c
  lifecycle {
    destroy = false
  }
}
import {
  to = terraform_data.b[0]
  id = "x"
}
