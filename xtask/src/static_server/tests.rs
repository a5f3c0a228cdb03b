//! Each test asks over a real connection: what counts is what a browser gets.

use super::*;
use crate::system::ScratchFolder;

/// A folder `public` with a few files, and a secret beside it.
fn site() -> ScratchFolder {
    let scratch = ScratchFolder::new("server").expect("a scratch folder");
    for (path, text) in [
        ("secret.txt", "secret"),
        ("public/index.html", "home"),
        ("public/404.html", "nothing here"),
        ("public/a/index.html", "a"),
        ("public/empty/data.bin", "data"),
        ("public/كركوك/index.html", "kirkuk"),
        ("public/x.wasm", "wasm"),
        ("public/..well.txt", "dots"),
    ] {
        let file = scratch.path().join(path);
        fs::create_dir_all(file.parent().expect("a parent")).expect("folders");
        fs::write(file, text).expect("a file");
    }
    scratch
}

/// Sends `request` as it is and gives back all that comes.
fn exchange(server: &StaticServer, request: &str) -> String {
    let mut stream = TcpStream::connect(server.address).expect("a connection");
    stream.write_all(request.as_bytes()).expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

/// Status and body of the answer to a plain request for `target`.
fn get(server: &StaticServer, target: &str) -> (u16, String) {
    let answer = exchange(server, &format!("GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
    (head[9..12].parse().expect("a status"), body.to_owned())
}

#[test]
fn files_and_folders_are_found() {
    let site = site();
    let server = StaticServer::start(site.path().join("public")).expect("a server");
    let check = |target: &str, status: u16, body: &str| {
        assert_eq!(get(&server, target), (status, body.to_owned()), "{target}");
    };
    check("/", 200, "home");
    check("/index.html?q=1", 200, "home");
    check("/a/", 200, "a");
    check("/a", 301, "moved");
    check("/%D9%83%D8%B1%D9%83%D9%88%D9%83/", 200, "kirkuk");
    check("/كركوك/", 200, "kirkuk");
    check("/..well.txt", 200, "dots");
    check("/x.wasm", 200, "wasm");
    check("/x.wasm/", 404, "nothing here");
    check("/empty/", 404, "nothing here");
    check("/nowhere", 404, "nothing here");
}

#[test]
fn no_path_leads_out() {
    let site = site();
    let public = site.path().join("public");
    #[cfg(unix)]
    std::os::unix::fs::symlink(site.path().join("secret.txt"), public.join("link.txt")).expect("a link");
    let server = StaticServer::start(public).expect("a server");
    let absolute = format!("/{}", site.path().join("secret.txt").display());
    for target in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/a/../../secret.txt",
        "/..\\secret.txt",
        "/link.txt",
        "/%00",
        "/%zz",
        "/%",
        "/%+1",
        "/%é",
        "/%ff",
        "secret.txt",
        "",
        &absolute,
    ] {
        assert_eq!(get(&server, target), (404, "nothing here".to_owned()), "{target}");
    }
}

#[test]
fn a_sub_path_holds_the_whole_site() {
    let site = site();
    let server = StaticServer::start_under("/sub/path/", site.path().join("public")).expect("a server");
    assert_eq!(get(&server, "/sub/path/a/"), (200, "a".to_owned()));
    assert_eq!(get(&server, "/a/"), (404, "nothing here".to_owned()));
    assert_eq!(get(&server, "/sub/path"), (404, "nothing here".to_owned()));
    assert!(server.url("/a/").ends_with("/sub/path/a/"), "{}", server.url("/a/"));
    assert!(StaticServer::start_under("/sub", site.path()).is_err());
}

#[test]
fn answers_carry_their_kind_and_length() {
    let site = site();
    let server = StaticServer::start(site.path().join("public")).expect("a server");
    let head = exchange(&server, "HEAD /x.wasm HTTP/1.1\r\n\r\n");
    assert!(head.contains("\r\nContent-Type: application/wasm\r\nContent-Length: 4\r\n"), "{head}");
    assert!(head.ends_with("\r\n\r\n"), "{head}");
    let moved = exchange(&server, "GET /a HTTP/1.1\r\n\r\n");
    assert!(moved.contains("\r\nLocation: /a/\r\n"), "{moved}");
    let refused = exchange(&server, "POST / HTTP/1.1\r\n\r\n");
    assert!(refused.starts_with("HTTP/1.1 405 "), "{refused}");
}

#[test]
fn what_was_served_is_known() {
    let site = site();
    let server = StaticServer::start(site.path().join("public")).expect("a server");
    get(&server, "/a/?q=1");
    get(&server, "/nowhere");
    let served = |target: &str, status, bytes| Served { target: target.to_owned(), status, bytes };
    assert_eq!(server.served(), [served("/a/?q=1", 200, 1), served("/nowhere", 404, 12)]);
    server.forget_served();
    assert_eq!(server.served(), []);
}

#[test]
fn a_dropped_server_is_gone() {
    let site = site();
    let server = StaticServer::start(site.path().join("public")).expect("a server");
    let address = server.address;
    drop(server);
    let deadline = std::time::Instant::now() + Duration::from_secs(10);
    while TcpStream::connect(address).is_ok() {
        assert!(std::time::Instant::now() < deadline, "the port is still open");
        thread::sleep(Duration::from_millis(10));
    }
}
