#pragma once

namespace tiersim {

/// A link of an intrusive list; lives inside the thing that is listed and unlinks itself when
/// destroyed.
class ListLink {
 public:
  ListLink() = default;
  ListLink(const ListLink&) = delete;
  ListLink& operator=(const ListLink&) = delete;

  ~ListLink() { unlink(); }

  [[nodiscard]] bool linked() const { return next_ != nullptr; }

  void unlink() {
    if (next_ == nullptr) return;
    previous_->next_ = next_;
    next_->previous_ = previous_;
    next_ = previous_ = nullptr;
  }

 private:
  template <class T>
  friend class IntrusiveList;

  void link_before(ListLink& place) {
    previous_ = place.previous_;
    next_ = &place;
    previous_->next_ = this;
    place.previous_ = this;
  }

  ListLink* previous_ = nullptr;
  ListLink* next_ = nullptr;
};

/// A doubly linked list of things that derive from ListLink. Owns nothing; O(1) push, pop and
/// unlink.
template <class T>
class IntrusiveList {
 public:
  IntrusiveList() { end_.previous_ = end_.next_ = &end_; }

  IntrusiveList(const IntrusiveList&) = delete;
  IntrusiveList& operator=(const IntrusiveList&) = delete;

  ~IntrusiveList() {
    while (!empty()) front().ListLink::unlink();
    end_.previous_ = end_.next_ = nullptr;
  }

  [[nodiscard]] bool empty() const { return end_.next_ == &end_; }

  /// Precondition: not empty.
  [[nodiscard]] T& front() { return static_cast<T&>(*end_.next_); }

  [[nodiscard]] T& back() { return static_cast<T&>(*end_.previous_); }

  void push_back(T& item) { static_cast<ListLink&>(item).link_before(end_); }

  void push_front(T& item) { static_cast<ListLink&>(item).link_before(*end_.next_); }

  /// Puts the item behind the last one for which `goes_before(one)` holds: O(those behind it).
  template <class Predicate>
  void insert_behind(T& item, Predicate goes_before) {
    ListLink* last = end_.previous_;
    while (last != &end_ && !goes_before(static_cast<const T&>(*last))) last = last->previous_;
    static_cast<ListLink&>(item).link_before(*last->next_);
  }

  /// Removes and returns the first. Precondition: not empty.
  T& pop_front() {
    T& first = front();
    static_cast<ListLink&>(first).unlink();
    return first;
  }

  T& pop_back() {
    T& last = back();
    static_cast<ListLink&>(last).unlink();
    return last;
  }

  /// Visits front to back; the visitor may unlink the item it is given, and no other.
  template <class Visitor>
  void for_each(Visitor visit) {
    for (ListLink* at = end_.next_; at != &end_;) {
      ListLink* const next = at->next_;
      visit(static_cast<T&>(*at));
      at = next;
    }
  }

 private:
  ListLink end_;
};

}  // namespace tiersim
