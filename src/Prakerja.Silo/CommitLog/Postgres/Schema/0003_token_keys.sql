-- The keys that protect participants' tokens, so that a token of one API node is good at every other. An element is XML
-- under AES-256-GCM with a key that the identity key gives: a copy of the database alone makes no token.

CREATE TABLE token_key
(
    name    text        PRIMARY KEY,
    element text        NOT NULL,               -- nonce, tag and cipher text, base 64
    made_at timestamptz NOT NULL DEFAULT now()
);
