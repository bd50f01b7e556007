# Every rule for Terraform's language, none left out.
plugin "terraform" {
  enabled = true
  preset  = "all"
}
