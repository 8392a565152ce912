"""Events to relations: panels, how two parties stand with each other, when that turned."""
