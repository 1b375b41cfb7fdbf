#pragma once

namespace tiersim {

/// A hook of an intrusive list; lives inside the thing that is listed, whose owner takes it out
/// before it goes. See ListLink for one that does so by itself.
class ListHook {
 public:
  ListHook() = default;
  ListHook(const ListHook&) = delete;
  ListHook& operator=(const ListHook&) = delete;

  [[nodiscard]] bool linked() const { return next_ != nullptr; }

  void unlink() {
    if (linked()) take_out();
  }

  /// Precondition: linked.
  void take_out() {
    previous_->next_ = next_;
    next_->previous_ = previous_;
    next_ = nullptr;
  }

 private:
  template <class T>
  friend class IntrusiveList;

  void link_before(ListHook& place) {
    previous_ = place.previous_;
    next_ = &place;
    previous_->next_ = this;
    place.previous_ = this;
  }

  ListHook* previous_;  // has a meaning while linked only
  ListHook* next_ = nullptr;
};

/// A hook that unlinks itself when destroyed.
class ListLink : public ListHook {
 public:
  ~ListLink() { unlink(); }
};

/// A doubly linked list of things that derive from ListHook. Owns nothing; O(1) push, pop and
/// unlink.
template <class T>
class IntrusiveList {
 public:
  IntrusiveList() { end_.previous_ = end_.next_ = &end_; }

  IntrusiveList(const IntrusiveList&) = delete;
  IntrusiveList& operator=(const IntrusiveList&) = delete;

  ~IntrusiveList() {
    while (!empty()) pop_front();
  }

  [[nodiscard]] bool empty() const { return end_.next_ == &end_; }

  /// Precondition: not empty.
  [[nodiscard]] T& front() { return static_cast<T&>(*end_.next_); }

  [[nodiscard]] T& back() { return static_cast<T&>(*end_.previous_); }

  void push_back(T& item) { static_cast<ListHook&>(item).link_before(end_); }

  void push_front(T& item) { static_cast<ListHook&>(item).link_before(*end_.next_); }

  /// Puts the item behind the last one for which `goes_before(one)` holds: O(those behind it).
  template <class Predicate>
  void insert_behind(T& item, Predicate goes_before) {
    ListHook* last = end_.previous_;
    while (last != &end_ && !goes_before(static_cast<const T&>(*last))) last = last->previous_;
    static_cast<ListHook&>(item).link_before(*last->next_);
  }

  /// Removes and returns the first. Precondition: not empty.
  T& pop_front() {
    T& first = front();
    static_cast<ListHook&>(first).take_out();
    return first;
  }

  T& pop_back() {
    T& last = back();
    static_cast<ListHook&>(last).take_out();
    return last;
  }

  /// Visits front to back; the visitor may unlink the item it is given, and no other.
  template <class Visitor>
  void for_each(Visitor visit) {
    for (ListHook* at = end_.next_; at != &end_;) {
      ListHook* const next = at->next_;
      visit(static_cast<T&>(*at));
      at = next;
    }
  }

 private:
  ListHook end_;
};

}  // namespace tiersim
