variable "x" { default = null }
locals { l = 1 }
resource "terraform_data" "a" {
 depends_on = [var.x, local.l]
}
