resource "terraform_data" "a" {
  count = 2
  input = count.index > 0 ? "x" : "y"
}
resource "terraform_data" "b" {
  count = length(terraform_data.a)
  input = terraform_data.a[count.index].output
}
