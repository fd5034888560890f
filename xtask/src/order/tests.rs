use super::*;

#[test]
fn what_is_alike_stands_together() {
    let kinds: [&[u8]; 2] = [b"one two three four", b"1 22 333 4444 55555"];
    let bodies: Vec<&[u8]> = (0..16).map(|at| kinds[at * 7 % 16 / 8]).collect();
    let order = order(&bodies);
    let mut places = order.clone();
    places.sort_unstable();
    assert_eq!(places, (0..16).collect::<Vec<_>>());
    let changes = order.windows(2).filter(|pair| bodies[pair[0]] != bodies[pair[1]]).count();
    assert_eq!(changes, 1, "{order:?}");
}

/// `() -> i32` each: 0 imported, then three that give 10, what the second gives by a call, and what the table's
/// first function gives. Only the call of an index that moved along gives the same numbers.
#[test]
fn calls_follow_their_functions() {
    use wasm_encoder::{
        CodeSection, ConstExpr, Elements, EntityType, ExportKind, ExportSection, Function, ImportSection,
        Instruction, TableSection, TableType, TypeSection, ValType,
    };
    let mut types = TypeSection::new();
    types.ty().function([], [ValType::I32]);
    let mut imports = ImportSection::new();
    imports.import("host", "f", EntityType::Function(0));
    let (mut functions, mut code) = (FunctionSection::new(), CodeSection::new());
    for number in 0..12u32 {
        functions.function(0);
        let mut body = Function::new([]);
        // The last calls the first, the others give their number in one of two shapes.
        if number == 11 {
            body.instruction(&Instruction::Call(1));
        } else {
            for _ in 0..number % 2 * 8 {
                body.instruction(&Instruction::I32Const(7)).instruction(&Instruction::Drop);
            }
            body.instruction(&Instruction::I32Const(number as i32));
        }
        body.instruction(&Instruction::End);
        code.function(&body);
    }
    let mut tables = TableSection::new();
    let functype = wasm_encoder::RefType::FUNCREF;
    tables.table(TableType {
        element_type: functype,
        minimum: 2,
        maximum: None,
        table64: false,
        shared: false,
    });
    let mut elements = ElementSection::new();
    elements.active(None, &ConstExpr::i32_const(0), Elements::Functions((&[5][..]).into()));
    let nothing = [ConstExpr::ref_null(wasm_encoder::HeapType::FUNC)];
    elements.active(None, &ConstExpr::i32_const(1), Elements::Expressions(functype, (&nothing[..]).into()));
    let mut exports = ExportSection::new();
    exports.export("last", ExportKind::Func, 12);
    let mut module = Module::new();
    module.section(&types).section(&imports).section(&functions).section(&tables);
    module.section(&exports).section(&elements).section(&code);
    let bytes = by_likeness(&module.finish()).unwrap();

    let (mut bodies, mut called, mut listed, mut segments) = (Vec::new(), None, None, 0);
    let mut last = None;
    for payload in Parser::new(0).parse_all(&bytes) {
        match payload.unwrap() {
            Payload::CodeSectionEntry(body) => {
                let operators: Vec<_> = body.get_operators_reader().unwrap().into_iter().flatten().collect();
                if let Some(Operator::Call { function_index }) = operators.first() {
                    called = Some(*function_index as usize);
                }
                bodies.push(operators);
            }
            Payload::ExportSection(section) => {
                last = Some(section.into_iter().next().unwrap().unwrap().index)
            }
            Payload::ElementSection(section) => {
                for element in section {
                    segments += 1;
                    if let ElementItems::Functions(items) = element.unwrap().items {
                        listed = items.into_iter().next().map(|index| index.unwrap() as usize);
                    }
                }
            }
            _ => {}
        }
    }
    let number = |index: Option<usize>| match bodies[index.unwrap() - 1].iter().rev().nth(1) {
        Some(Operator::I32Const { value }) => *value,
        other => panic!("{other:?}"),
    };
    assert_eq!((number(called), number(listed), segments), (0, 4, 1));
    assert!(matches!(bodies[last.unwrap() as usize - 1][0], Operator::Call { .. }));
}
