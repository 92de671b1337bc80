//! Operations: routes that can be described, and are only when somebody asks for the description.
//!
//! The description is a document of several megabytes while it is made, of interest to a program
//! once and to nobody while the house is idle (docs/speed.md).

use axum::Router;
use axum::routing::MethodRouter;
use utoipa::openapi::OpenApi as Document;
use utoipa::openapi::path::HttpMethod;
use utoipa_axum::PathItemExt as _;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};
use web::Face;

/// Handlers at their paths, and how they are described.
pub struct Operations {
    router: Router<Face>,
    described: Vec<Described>,
}

/// Describes some operations that were added together.
pub type Described = fn() -> UtoipaMethodRouter<Face>;

/// One handler at its path.
pub type Route = (String, MethodRouter<Face>);

impl Operations {
    pub fn new() -> Operations {
        Operations { router: Router::new(), described: Vec::new() }
    }

    /// Adds what `operations!` makes of handlers.
    #[must_use]
    pub fn routes(mut self, (routes, described): (Vec<Route>, Described)) -> Operations {
        for (path, handlers) in routes {
            self.router = self.router.route(&path, handlers);
        }
        self.described.push(described);
        self
    }

    #[must_use]
    pub fn merge(mut self, other: Operations) -> Operations {
        self.router = self.router.merge(other.router);
        self.described.extend(other.described);
        self
    }

    pub fn into_router(self) -> Router<Face> {
        self.router
    }

    /// `frame` with all operations in it.
    pub fn describe(self, frame: Document) -> Document {
        let all = OpenApiRouter::with_openapi(frame);
        self.described.iter().fold(all, |all, described| all.routes(described())).into_openapi()
    }
}

/// What `handlers` answers `methods` with.
pub fn answers<H, T>(methods: &[HttpMethod], handler: H) -> MethodRouter<Face>
where
    H: axum::handler::Handler<T, Face>,
    T: 'static,
{
    methods.iter().fold(MethodRouter::new(), |router, method| {
        router.on(method.to_method_filter(), handler.clone())
    })
}

/// Handlers with `#[utoipa::path]`, for `Operations::routes`.
macro_rules! operations {
    ($($handler:ident),+ $(,)?) => {
        utoipa_axum::paste! {
            (
                vec![$({
                    use utoipa::Path as _;
                    let methods = [<__path_ $handler>]::methods();
                    let handlers = $crate::operations::answers(&methods, $handler);
                    ([<__path_ $handler>]::path(), handlers)
                }),+],
                (|| utoipa_axum::routes!($($handler),+)) as $crate::operations::Described,
            )
        }
    };
}

pub(crate) use operations;
