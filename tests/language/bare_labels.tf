resource terraform_data x {}
resource "terraform_data" y {
 input = terraform_data.x.id
}
