//! What people see: the shapes that leave the server.
