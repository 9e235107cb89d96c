mod inner;

mod inline {
    mod leaf;
}
