resource "terraform_data" "a" {
  for_each = { for k, v in { a = 1 } : k => v }
  input = { k = each.key, v = each.value }
  triggers_replace = [each.value]
  lifecycle {
    precondition {
      condition = each.value > 0
      error_message = "x"
    }
    postcondition {
      condition = self.id != ""
      error_message = "${self.id}"
    }
    ignore_changes = [input["k"]]
    create_before_destroy = true
  }
}
output "x" {
 value = [for k, x in terraform_data.a : x.output]
 depends_on = [terraform_data.a["a"]]
}
output "y" { value = values(terraform_data.a)[*].id }
