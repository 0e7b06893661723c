variable "a" { default = 1 }
variable "b" {}
output "c" { value = var.a }
locals { d = 1 }
