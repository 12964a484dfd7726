//! What people see: the shapes that leave the server, and `project`, which makes them.
//!
//! Nothing else is ever serialised to a browser, a mail, an export or an error (V4).

mod incidents;
mod members;
mod network;
mod orders;
mod presence;
mod project;
mod requests;
mod stand;
mod thread;

pub use incidents::*;
pub use members::*;
pub use network::*;
pub use orders::*;
pub use presence::*;
pub use project::{
    Directory, project, project_hours, project_incidents, project_members, project_news, project_orders,
    project_page, project_part, project_presence, project_row, project_trace,
};
pub use requests::*;
pub use stand::*;
pub use thread::*;
