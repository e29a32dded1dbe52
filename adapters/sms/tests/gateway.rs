//! Text messages against a real HTTP endpoint on this machine, which a test starts and tells what to say.
#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use jiff::Timestamp;
use mingjing_runtime::{
    notify::{Failure, Message, Way},
    time::SteppedClock,
};
use mingjing_sms::{Gateway, signature};
use std::sync::Arc;
use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpListener,
    task::JoinHandle,
};

const SECRET: &str = "a secret of both sides";

/// An endpoint that answers one request with `status`; gives back head and body.
async fn endpoint(status: u16) -> (String, JoinHandle<(String, String)>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/send", listener.local_addr().unwrap());
    let heard = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut stream = BufReader::new(stream);
        let (mut head, mut length) = (String::new(), 0);
        loop {
            let mut line = String::new();
            stream.read_line(&mut line).await.unwrap();
            if line.trim().is_empty() {
                break;
            }
            let lower = line.to_lowercase();
            if let Some(value) = lower.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
            head.push_str(&lower);
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body).await.unwrap();
        let answer = format!("HTTP/1.1 {status} x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        stream.write_all(answer.as_bytes()).await.unwrap();
        (head, String::from_utf8(body).unwrap())
    });
    (url, heard)
}

fn gateway(url: &str) -> Gateway {
    let now = Timestamp::from_second(1_772_500_000).unwrap();
    Gateway::new(url, SECRET, Arc::new(SteppedClock::at(now))).unwrap()
}

fn message() -> Message {
    Message {
        id: "0190-1".to_owned(),
        to: "13800000000".to_owned(),
        subject: String::new(),
        body: "市局：红牌 1 件。".to_owned(),
    }
}

#[tokio::test]
async fn a_message_is_posted_once_with_its_id_and_a_signature() {
    let (url, heard) = endpoint(202).await;
    assert_eq!(gateway(&url).send(&message()).await, Ok(()));
    let (head, body) = heard.await.unwrap();
    let parsed: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!(parsed, serde_json::json!({"id": "0190-1", "to": "13800000000", "text": "市局：红牌 1 件。"}));
    let signed = signature(SECRET.as_bytes(), "1772500000", &body).unwrap();
    for part in ["post /send http/1.1", "idempotency-key: 0190-1", "x-timestamp: 1772500000", &signed] {
        assert!(head.contains(part), "{part}: {head}");
    }
}

#[test]
fn the_signature_is_what_another_program_computes() {
    let signed = signature(SECRET.as_bytes(), "1772500000", "{\"id\":\"1\"}").unwrap();
    assert_eq!(signed, "sha256=1832322bfd1b5735fb2c57f404d588249a8ce6cd78a773ca27a7e70c23d67c89");
}

#[tokio::test]
async fn what_the_gateway_answers_decides_whether_it_is_tried_again() {
    for (status, expected) in [
        (200, "taken"),
        (409, "taken"),
        (429, "MJ6221 later"),
        (503, "MJ6221 later"),
        (400, "MJ6222 refused"),
        (401, "MJ6222 refused"),
    ] {
        let (url, _heard) = endpoint(status).await;
        let found = match gateway(&url).send(&message()).await {
            Ok(()) => "taken".to_owned(),
            Err(Failure::Later { code, .. }) => format!("{code} later"),
            Err(Failure::Refused { code, .. }) => format!("{code} refused"),
            Err(Failure::Unreachable { code, .. }) => format!("{code} unreachable"),
        };
        assert_eq!(found, expected, "{status}");
    }
}

#[tokio::test]
async fn a_gateway_that_is_not_there_is_unreachable() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/send", listener.local_addr().unwrap());
    drop(listener);
    let failure = gateway(&url).send(&message()).await.unwrap_err();
    assert!(matches!(failure, Failure::Unreachable { code: "MJ6220", .. }), "{failure:?}");
}

#[test]
fn a_configuration_that_cannot_be_is_told() {
    let clock = || Arc::new(SteppedClock::at(Timestamp::UNIX_EPOCH));
    assert!(Gateway::new("gateway.example", SECRET, clock()).is_err());
    assert!(Gateway::new("ftp://gateway.example", SECRET, clock()).is_err());
    assert!(Gateway::new("http://gateway.example/send", "short", clock()).is_err());
}
