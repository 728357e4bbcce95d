"""Speaking to Google: signing in, requests, and what its refusals mean."""
