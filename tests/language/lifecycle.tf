resource "terraform_data" "b" {
 lifecycle {
  ignore_changes = all
  replace_triggered_by = [terraform_data.c, terraform_data.d[0].id, terraform_data.e["k"].output]
 }
}
resource "terraform_data" "c" {}
resource "terraform_data" "d" { count = 1 }
resource "terraform_data" "e" { for_each = toset(["k"]) }
