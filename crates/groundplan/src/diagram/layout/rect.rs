/// A place in the picture, in pixels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::diagram) struct Rect {
    pub(in crate::diagram) x: i32,
    pub(in crate::diagram) y: i32,
    pub(in crate::diagram) width: i32,
    pub(in crate::diagram) height: i32,
}

impl Rect {
    pub(in crate::diagram) fn right(self) -> i32 {
        self.x + self.width
    }

    pub(in crate::diagram) fn bottom(self) -> i32 {
        self.y + self.height
    }

    pub(super) fn middle(self) -> i32 {
        self.y + self.height / 2
    }

    pub(super) fn center(self) -> i32 {
        self.x + self.width / 2
    }
}
