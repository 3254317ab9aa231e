//! Shows on real documents that generated clients do what their documents say.
mod document;
mod random;
mod schema;
mod validator;
mod value;
use std::time::Instant;
fn main() {
    for path in std::env::args().skip(1) {
        let t = Instant::now();
        let document = match document::Document::read(path.as_ref()) { Ok(d) => d, Err(e) => { println!("{e}"); continue; } };
        let read = t.elapsed();
        for side in [schema::Side::Reply, schema::Side::Request] {
            let t = Instant::now();
            let mut schemas = schema::Schemas::new(&document, side);
            let pointers = document.component_schemas();
            for p in &pointers { schemas.add(p); }
            let conv = t.elapsed();
            let v = match validator::Validator::new(&schemas) { Ok(v) => v, Err(e) => { println!("{} validator {e}", document.name); continue; } };
            let built = t.elapsed();
            let mut bad = Vec::new();
            let mut beyond = [0; 3];
            for p in &pointers {
                let n = schemas.add(p);
                let mut maker = value::Maker::new(schemas.definitions(), p);
                for _ in 0..5 { if let Err(e) = maker.valid(n, &v) { bad.push((p.clone(), e)); break; } }
                for (i, b) in value::Beyond::ALL.into_iter().enumerate() { if maker.beyond(n, b).is_some() { beyond[i] += 1; } }
            }
            println!("{} {:?} schemas {} bad {} broken {} beyond {:?} dropped {} read {:?} conv {:?} build {:?} total {:?}", document.name, side, pointers.len(), bad.len(), v.broken.len(), beyond, schemas.dropped_patterns.len(), read, conv, built, t.elapsed());
            if side == schema::Side::Reply { for (p, e) in bad.iter().take(6) { println!("   {p}: {}", &e[..e.floor_char_boundary(300)]); } for (n,e) in v.broken.iter().take(4) { println!("   broken {} {e}", schemas.pointer(*n)); } }
        }
    }
}
