//! Mail against a real SMTP server on this machine, which a test starts and tells what to say.
#![expect(clippy::unwrap_used, reason = "a failure here is a failed test")]

use mingjing_mail::Mailer;
use mingjing_runtime::notify::{Failure, Message, Way};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinHandle,
};

/// A server for one conversation: answers `RCPT` with `recipient`; gives back what it was sent.
async fn server(recipient: &'static str) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("smtp://{}", listener.local_addr().unwrap());
    let heard = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        converse(stream, recipient).await
    });
    (address, heard)
}

async fn converse(stream: TcpStream, recipient: &str) -> String {
    let mut stream = BufReader::new(stream);
    let (mut heard, mut data, mut line) = (String::new(), false, String::new());
    stream.write_all(b"220 test ready\r\n").await.unwrap();
    while stream.read_line(&mut line).await.unwrap() > 0 {
        heard.push_str(&line);
        let answer = match line.split_whitespace().next().unwrap_or_default() {
            "." if data => {
                data = false;
                Some("250 taken\r\n".to_owned())
            }
            _ if data => None,
            "EHLO" => Some("250-test\r\n250 8BITMIME\r\n".to_owned()),
            "RCPT" => Some(format!("{recipient}\r\n")),
            "DATA" => {
                data = true;
                Some("354 go on\r\n".to_owned())
            }
            "QUIT" => Some("221 bye\r\n".to_owned()),
            _ => Some("250 ok\r\n".to_owned()),
        };
        line.clear();
        if let Some(answer) = answer {
            stream.write_all(answer.as_bytes()).await.unwrap();
        }
    }
    heard
}

fn message(to: &str) -> Message {
    Message {
        id: "0190-1".to_owned(),
        to: to.to_owned(),
        subject: "红牌：超过法定期限".to_owned(),
        body: "市局：\n\n请办理。".to_owned(),
    }
}

#[tokio::test]
async fn a_message_goes_to_its_address_with_its_id() {
    let (address, heard) = server("250 ok").await;
    let mailer = Mailer::new(&address, "明镜 <noreply@mj.example>").unwrap();
    assert_eq!(mailer.send(&message("zhang@example.org")).await, Ok(()));
    drop(mailer);
    let heard = heard.await.unwrap();
    for part in [
        "MAIL FROM:<noreply@mj.example>",
        "RCPT TO:<zhang@example.org>",
        "Message-ID: <0190-1@mj.example>",
        "Auto-Submitted: auto-generated",
        "Subject: =?utf-8?",
        "Content-Type: text/plain; charset=utf-8",
    ] {
        assert!(heard.contains(part), "{part}: {heard}");
    }
}

#[tokio::test]
async fn what_the_server_says_decides_whether_it_is_tried_again() {
    for (says, code, again) in
        [("450 mailbox busy", "MJ6211", true), ("550 no such zhang@example.org", "MJ6212", false)]
    {
        let (address, _heard) = server(says).await;
        let mailer = Mailer::new(&address, "noreply@mj.example").unwrap();
        let failure = mailer.send(&message("zhang@example.org")).await.unwrap_err();
        let found = match &failure {
            Failure::Later { code, detail } => (*code, true, detail),
            Failure::Refused { code, detail } => (*code, false, detail),
            Failure::Unreachable { code, detail } => (*code, true, detail),
        };
        assert_eq!((found.0, found.1), (code, again));
        assert!(!found.2.contains("zhang"), "no address in the log: {failure:?}");
    }
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unreachable() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("smtp://{}", listener.local_addr().unwrap());
    drop(listener);
    let mailer = Mailer::new(&address, "noreply@mj.example").unwrap();
    let failure = mailer.send(&message("zhang@example.org")).await.unwrap_err();
    assert!(matches!(failure, Failure::Unreachable { code: "MJ6210", .. }), "{failure:?}");
}

#[tokio::test]
async fn an_address_that_is_none_is_refused_before_anything_is_sent() {
    let mailer = Mailer::new("smtp://127.0.0.1:1", "noreply@mj.example").unwrap();
    let failure = mailer.send(&message("no address")).await.unwrap_err();
    assert!(matches!(failure, Failure::Refused { code: "MJ6212", .. }), "{failure:?}");
}

#[test]
fn a_configuration_that_cannot_be_is_told() {
    assert!(Mailer::new("http://mail.example", "noreply@mj.example").is_err());
    assert!(Mailer::new("smtp://mail.example", "nobody").is_err());
}
