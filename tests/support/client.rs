//! A client of the API: sends what a test says, reads what came back, judges nothing.

use serde_json::Value;
use std::time::Duration;
use ureq::{
    Agent, Body,
    http::{Request, Response, header},
};

/// Longest wait for one answer. Far above what any answer takes: reaching it is a failure, never a pause.
const ANSWER: Duration = Duration::from_secs(30);

/// An opened session.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    pub cookie: String,
    pub csrf: String,
}

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub text: String,
}

impl Answer {
    /// A header's value, empty when there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value)
    }

    /// The body as JSON; null when it is none.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or(Value::Null)
    }
}

/// A request, put together.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    pub method: String,
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: Option<String>,
}

impl Ask {
    pub fn new(method: &str, path: &str) -> Self {
        Self { method: method.to_owned(), path: path.to_owned(), ..Self::default() }
    }

    pub fn get(path: &str) -> Self {
        Self::new("GET", path)
    }

    pub fn post(path: &str, body: &Value) -> Self {
        Self::new("POST", path).body(&body.to_string())
    }

    #[must_use]
    pub fn body(mut self, text: &str) -> Self {
        self.body = Some(text.to_owned());
        self.header("content-type", "application/json")
    }

    /// Sets a header, in place of an earlier one.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self = self.without(name);
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(own, _)| own != name);
        self
    }

    /// As the person of a session.
    #[must_use]
    pub fn by(self, session: &Session) -> Self {
        self.header("cookie", &session.cookie).header("x-csrf", &session.csrf)
    }
}

/// Sends to one address; keeps its connections.
pub struct Client {
    agent: Agent,
    /// Where the server is, `http://…`.
    pub address: String,
}

impl Client {
    /// A client of the server at `http://…`.
    pub fn new(address: &str) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .max_redirects(0)
            .timeout_global(Some(ANSWER))
            .build();
        Self { agent: config.new_agent(), address: address.to_owned() }
    }

    /// Sends a request; an error means that no answer came.
    pub fn send(&self, ask: &Ask) -> Result<Answer, ureq::Error> {
        let mut request = Request::builder().method(ask.method.as_str()).uri(format!("{}{}", self.address, ask.path));
        for (name, value) in &ask.headers {
            request = request.header(name, value);
        }
        let response = match &ask.body {
            Some(body) => self.agent.run(request.body(body.as_str())?)?,
            None => self.agent.run(request.body(())?)?,
        };
        answer(response)
    }

    /// Logs in.
    pub fn log_in(&self, login: &str, password: &str) -> Result<Session, ureq::Error> {
        let body = serde_json::json!({"login": login, "password": password});
        let answer = self.send(&Ask::post("/api/v1/session", &body))?;
        assert_eq!(answer.status, 200, "{login} logs in: {}", answer.text);
        let cookie = answer.header(header::SET_COOKIE.as_str()).split(';').next().unwrap().to_owned();
        Ok(Session { cookie, csrf: answer.json()["csrf"].as_str().unwrap().to_owned() })
    }
}

fn answer(mut response: Response<Body>) -> Result<Answer, ureq::Error> {
    let text = response.body_mut().read_to_string()?;
    let value = |value: &header::HeaderValue| value.to_str().unwrap().to_owned();
    let headers = response.headers().iter().map(|(name, held)| (name.as_str().to_owned(), value(held)));
    Ok(Answer { status: response.status().as_u16(), headers: headers.collect(), text })
}
