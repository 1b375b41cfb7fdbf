#pragma once
#include <cstddef>
#include <vector>

namespace tiersim::theory {

/// All populations 0 <= n <= limit of a closed network, class by class, numbered so that a
/// population comes after every smaller one.
class Populations {
 public:
  /// Precondition: at least one class.
  explicit Populations(std::vector<std::size_t> limit);

  /// How many populations there are: the product of limit + 1 over the classes.
  [[nodiscard]] std::size_t size() const { return size_; }

  [[nodiscard]] std::size_t classes() const { return limit_.size(); }

  [[nodiscard]] const std::vector<std::size_t>& limit() const { return limit_; }

  /// Customers of all classes in the largest population.
  [[nodiscard]] std::size_t total() const { return total_; }

  /// How far the number of a population is from that of one with a customer of class r less.
  [[nodiscard]] std::size_t step(std::size_t r) const { return step_[r]; }

  /// Walks through all populations, upwards or downwards.
  class Walk {
   public:
    enum class Direction { up, down };

    Walk(const Populations& all, Direction direction);

    [[nodiscard]] bool done() const { return left_ == 0; }

    [[nodiscard]] std::size_t index() const { return index_; }

    /// Customers of class r here.
    [[nodiscard]] std::size_t count(std::size_t r) const { return count_[r]; }

    /// Customers of all classes here.
    [[nodiscard]] std::size_t total() const { return total_; }

    void next();

   private:
    const Populations& all_;
    Direction direction_;
    std::vector<std::size_t> count_;
    std::size_t index_;
    std::size_t total_;
    std::size_t left_;
  };

  [[nodiscard]] Walk up() const { return {*this, Walk::Direction::up}; }

  [[nodiscard]] Walk down() const { return {*this, Walk::Direction::down}; }

 private:
  std::vector<std::size_t> limit_;
  std::vector<std::size_t> step_;
  std::size_t size_ = 1;
  std::size_t total_ = 0;
};

}  // namespace tiersim::theory
