"""How somebody gets in: second factors, codes, passkeys, devices, and ways back for who is locked out."""
