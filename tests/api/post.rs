//! Mail and text messages of the whole program, against servers that the test starts.

use crate::{
    notices::overdue,
    stage::Stage,
    support::{client::Ask, program::prepared},
};
use serde_json::{Value, json};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::mpsc::{Receiver, Sender, channel},
    thread,
    time::Duration,
};

/// Longest wait for a message. Far above what one takes: reaching it is a failure, never a pause.
const PATIENCE: Duration = Duration::from_secs(30);

/// A server whose conversations `talk` carries on, each in a thread of its own; what it hears comes out of the channel.
fn server(talk: fn(TcpStream, &Sender<String>)) -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let (heard, hears) = channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let (stream, heard) = (stream.unwrap(), heard.clone());
            thread::spawn(move || talk(stream, &heard));
        }
    });
    (address, hears)
}

/// SMTP: takes everything; a message is heard whole.
fn mail(stream: TcpStream, heard: &Sender<String>) {
    let mut answers = stream.try_clone().unwrap();
    let mut say = |text: &str| answers.write_all(format!("{text}\r\n").as_bytes()).unwrap();
    let (mut message, mut data) = (String::new(), false);
    say("220 test");
    for line in BufReader::new(stream).lines() {
        let Ok(line) = line else { return };
        message.push_str(&line);
        message.push('\n');
        match (line.split(' ').next().unwrap_or_default(), data) {
            (".", true) => {
                data = false;
                heard.send(std::mem::take(&mut message)).unwrap();
                say("250 taken");
            }
            (_, true) => {}
            ("EHLO", false) => say("250-test\r\n250 8BITMIME"),
            ("DATA", false) => {
                data = true;
                say("354 go on");
            }
            (_, false) => say("250 ok"),
        }
    }
}

/// HTTP: refuses every message; head and body are heard.
fn gateway(stream: TcpStream, heard: &Sender<String>) {
    let mut answers = stream.try_clone().unwrap();
    let mut stream = BufReader::new(stream);
    loop {
        let (mut head, mut length) = (String::new(), 0);
        loop {
            let mut line = String::new();
            if stream.read_line(&mut line).unwrap_or(0) == 0 {
                return;
            }
            if line.trim().is_empty() {
                break;
            }
            head.push_str(&line.to_lowercase());
            if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
        }
        let mut body = vec![0; length];
        stream.read_exact(&mut body).unwrap();
        heard.send(format!("{head}\n{}", String::from_utf8(body).unwrap())).unwrap();
        answers.write_all(b"HTTP/1.1 400 no\r\ncontent-length: 0\r\n\r\n").unwrap();
    }
}

#[test]
fn a_red_card_goes_out_by_mail_and_what_the_gateway_refuses_is_an_incident_that_is_sent_again() {
    let ((smtp, mails), (http, texts)) = (server(mail), server(gateway));
    let (smtp, http) = (format!("smtp://{smtp}"), format!("http://{http}/send"));
    let arguments = [
        ["--smtp", &smtp],
        ["--mail-from", "noreply@mj.example"],
        ["--sms-url", &http],
        ["--sms-secret", "a secret of both sides"],
        ["--public-url", "https://mj.example/"],
    ];
    let stage = Stage::served(prepared(), &arguments.concat());
    let case = overdue(&stage);
    // The holder of the task has both, as the register of the demonstration says; supervisors have mail.
    let mut to = Vec::new();
    while !(to.contains(&"wang_ban") && to.contains(&"zheng_jian")) {
        let heard = mails.recv_timeout(PATIENCE).unwrap();
        assert!(heard.contains("Message-ID: <") && heard.contains("From: noreply@mj.example"), "{heard}");
        to.extend(
            ["wang_ban", "zheng_jian"].into_iter().filter(|who| heard.contains(&format!("To: {who}@scjg.example"))),
        );
    }
    // The leader in charge is told as well.
    let first = std::iter::repeat_with(|| texts.recv_timeout(PATIENCE).unwrap())
        .find(|text| text.contains("\"to\":\"10000000001\""))
        .unwrap();
    assert!(first.contains("x-signature: sha256="), "{first}");
    assert!(!first.contains(&case) && !first.contains("2026〕"), "no fact of the case: {first}");
    let session = stage.client.log_in("op", crate::support::program::PASSWORD).unwrap();
    let incidents =
        || -> Value { stage.client.send(&Ask::get("/api/v1/notices/incidents").by(&session)).unwrap().json() };
    let found =
        incidents()["items"].as_array().unwrap().iter().find(|one| one["person"]["id"] == "wang_ban").unwrap().clone();
    assert_eq!((&found["channel"], &found["code"]), (&json!("sms"), &json!("MJ6222")));
    let path = format!("/api/v1/notices/incidents/{}/retry", found["id"].as_str().unwrap());
    let again = stage.client.send(&Ask::new("POST", &path).by(&session)).unwrap();
    assert_eq!(again.status, 204, "{}", again.text);
    let key = |text: &str| text.lines().find(|line| line.starts_with("idempotency-key")).unwrap().to_owned();
    while key(&texts.recv_timeout(PATIENCE).unwrap()) != key(&first) {}
}
