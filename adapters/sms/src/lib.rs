//! Text messages by an HTTP gateway.
//!
//! One `POST` of JSON a message: `{"id", "to", "text"}`. Headers: `Idempotency-Key` is the id, the same at every attempt;
//! `X-Timestamp` is the second of the attempt; `X-Signature` is `sha256=` and HMAC-SHA256 in hex over `TIMESTAMP.BODY`, with the
//! secret that both sides hold. The gateway answers 2xx when it has taken the message, 409 when it has had it before; 429
//! and 5xx mean later. Nothing here logs a number or a text.

use hmac::{Hmac, KeyInit, Mac};
use http::{Request, StatusCode, Uri, header};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::{
    client::legacy::{Client, connect::HttpConnector},
    rt::TokioExecutor,
};
use mingjing_runtime::{
    codes,
    notify::{Channel, Failure, Message, Sending, Way},
    time::Clock,
};
use sha2::Sha256;
use std::{fmt::Write, sync::Arc, time::Duration};

/// How long the gateway may take to answer.
const PATIENCE: Duration = Duration::from_secs(15);
/// Bytes of the shortest secret: as long as what it signs with.
const SECRET_MIN: usize = 16;

/// What is wrong with the configuration.
#[derive(Debug, thiserror::Error)]
pub enum SmsError {
    /// The URL is none.
    #[error("this is no URL of a gateway, such as https://gateway.example/send")]
    Url,
    /// The secret is too short.
    #[error("the secret of the gateway has fewer than {SECRET_MIN} bytes")]
    Secret,
    /// The machine trusts nobody.
    #[error("the machine's certificates cannot be read")]
    Certificates(#[source] std::io::Error),
}

/// Sends text messages.
pub struct Gateway {
    line: Line,
    url: Uri,
    secret: Vec<u8>,
    clock: Arc<dyn Clock>,
}

/// How the gateway is reached. Plain http is for a gateway on the same machine or behind a tunnel.
enum Line {
    Plain(Client<HttpConnector, String>),
    Tls(Client<HttpsConnector<HttpConnector>, String>),
}

impl Gateway {
    /// Sends by the gateway at this URL. Nothing is connected yet.
    ///
    /// # Errors
    /// When the URL is none, the secret is too short, or the machine trusts nobody.
    pub fn new(url: &str, secret: &str, clock: Arc<dyn Clock>) -> Result<Self, SmsError> {
        let url: Uri = url.parse().map_err(|_| SmsError::Url)?;
        if secret.len() < SECRET_MIN {
            return Err(SmsError::Secret);
        }
        let line = match (url.scheme_str(), url.host()) {
            (Some("http"), Some(_)) => Line::Plain(Client::builder(TokioExecutor::new()).build_http()),
            (Some("https"), Some(_)) => {
                let roots = HttpsConnectorBuilder::new().with_native_roots().map_err(SmsError::Certificates)?;
                let connector = roots.https_only().enable_http1().build();
                Line::Tls(Client::builder(TokioExecutor::new()).build(connector))
            }
            _ => return Err(SmsError::Url),
        };
        Ok(Self { line, url, secret: secret.as_bytes().to_vec(), clock })
    }

    fn request(&self, message: &Message) -> Result<Request<String>, Failure> {
        let refused =
            || Failure::Refused { code: codes::SMS_REFUSED, detail: "the request cannot be written".to_owned() };
        let body = serde_json::json!({"id": message.id, "to": message.to, "text": message.body}).to_string();
        let timestamp = self.clock.now().as_second().to_string();
        let signature = signature(&self.secret, &timestamp, &body).ok_or_else(refused)?;
        let request = Request::post(self.url.clone())
            .header(header::CONTENT_TYPE, "application/json")
            .header("idempotency-key", &message.id)
            .header("x-timestamp", timestamp)
            .header("x-signature", signature)
            .body(body);
        request.map_err(|_| refused())
    }

    async fn post(&self, request: Request<String>) -> Result<StatusCode, Failure> {
        let answer = async {
            match &self.line {
                Line::Plain(client) => client.request(request).await,
                Line::Tls(client) => client.request(request).await,
            }
        };
        let unreachable = |why: &str| Failure::Unreachable { code: codes::SMS_UNREACHABLE, detail: why.to_owned() };
        match tokio::time::timeout(PATIENCE, answer).await {
            Ok(Ok(answer)) => Ok(answer.status()),
            Ok(Err(error)) if error.is_connect() => Err(unreachable("no connection")),
            Ok(Err(_)) => Err(unreachable("the connection broke")),
            Err(_) => Err(unreachable("no answer in time")),
        }
    }
}

impl Way for Gateway {
    fn channel(&self) -> Channel {
        Channel::Sms
    }

    fn send<'a>(&'a self, message: &'a Message) -> Sending<'a> {
        Box::pin(async move {
            let status = self.post(self.request(message)?).await?;
            let detail = format!("status {}", status.as_u16());
            match status {
                // It has the message already: that is what we want.
                StatusCode::CONFLICT => Ok(()),
                status if status.is_success() => Ok(()),
                StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT => {
                    Err(Failure::Later { code: codes::SMS_LATER, detail })
                }
                status if status.is_server_error() => Err(Failure::Later { code: codes::SMS_LATER, detail }),
                _ => Err(Failure::Refused { code: codes::SMS_REFUSED, detail }),
            }
        })
    }
}

/// The signature over timestamp and body, as its header has it.
pub fn signature(secret: &[u8], timestamp: &str, body: &str) -> Option<String> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).ok()?;
    mac.update(timestamp.as_bytes());
    mac.update(b".");
    mac.update(body.as_bytes());
    let mut text = "sha256=".to_owned();
    for byte in mac.finalize().into_bytes() {
        // Writing into a text does not fail.
        let _ = write!(text, "{byte:02x}");
    }
    Some(text)
}
