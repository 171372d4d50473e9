// A model from a file: layers in JSON, whose activations are found by their names.
//
//     json_model MODEL.json [INPUT...]
//
// {"layers": [{"weights": [[1, -2], [0.5, 3]], "bias": [0.1, 0], "activation": "silu"},
//             {"weights": [[1, 1]], "bias": [0], "activation": "leaky_relu", "parameters": {"negative_slope":
//             0.2}}]}

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>
#include <xact/by_name.hpp>
#include <xact/xact.hpp>

namespace {

/// What a model may have: each compiles a loop, so that this is not xact::all_activations.
using known = xact::activation_list<xact::relu_t, xact::leaky_relu_t, xact::sigmoid_t<>, xact::tanh_t<>,
                                    xact::gelu_t<>, xact::silu_t<>, xact::elu_t<>, xact::hard_tanh_t>;

struct layer {
  std::vector<std::vector<float>> weights;
  std::vector<float> bias;
  xact::chosen<known> activation;
};

/// The activation that a layer names. Throws std::runtime_error with what is wrong.
xact::chosen<known> activation_of(const nlohmann::json& described) {
  const auto name = described.at("activation").get<std::string>();
  const auto tier =
      described.value("tier", "accurate") == "fast" ? xact::accuracy::fast : xact::accuracy::accurate;
  const auto parameters = described.value("parameters", nlohmann::json::object());
  std::vector<xact::named_value> values;
  for (const auto& [parameter, value] : parameters.items())
    values.push_back({parameter, value.get<double>()});
  auto found = xact::by_name<known>(name, values, tier);
  if (found) return found;
  const std::string culprit(found.culprit);
  switch (found.error) {
    case xact::by_name_error::unknown_parameter:
      throw std::runtime_error(name + " has no parameter " + culprit);
    case xact::by_name_error::invalid_value:
      throw std::runtime_error(name + " does not accept this " + culprit);
    default:
      throw std::runtime_error("there is no activation " + culprit + " here, or not in this tier");
  }
}

std::vector<layer> load(const nlohmann::json& model) {
  std::vector<layer> layers;
  for (const auto& described : model.at("layers")) {
    layer l{described.at("weights"), described.at("bias"), activation_of(described)};
    if (l.weights.size() != l.bias.size()) throw std::runtime_error("a layer has not one bias for each row");
    layers.push_back(std::move(l));
  }
  return layers;
}

/// The one place where an activation is called, so that there is one loop of each.
void activate(const xact::chosen<known>& activation, std::vector<float>& x) {
  activation.visit([&](const auto& f) { xact::forward(f, x, x); });
}

std::vector<float> run(const std::vector<layer>& layers, std::vector<float> x) {
  for (const layer& l : layers) {
    std::vector<float> y = l.bias;
    for (std::size_t row = 0; row < y.size(); ++row) {
      if (l.weights[row].size() != x.size())
        throw std::runtime_error("a layer takes " + std::to_string(l.weights[row].size()) +
                                 " numbers, and gets " + std::to_string(x.size()));
      for (std::size_t i = 0; i < x.size(); ++i) y[row] += l.weights[row][i] * x[i];
    }
    activate(l.activation, y);
    x = std::move(y);
  }
  return x;
}

std::optional<float> number(const char* text) {
  char* end = nullptr;
  const float x = std::strtof(text, &end);
  if (end == text || *end != '\0') return std::nullopt;
  return x;
}

int usage() {
  std::cerr << "usage: json_model MODEL.json [INPUT...], as many numbers as the first layer takes\n";
  return 2;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return usage();
  std::vector<float> x;
  for (int i = 2; i < argc; ++i)
    if (const auto input = number(argv[i]))
      x.push_back(*input);
    else
      return usage();
  try {
    std::ifstream file(argv[1]);
    if (!file) throw std::runtime_error("cannot be read");
    for (const float y : run(load(nlohmann::json::parse(file)), x)) std::cout << y << '\n';
  } catch (const std::exception& error) {
    std::cerr << "json_model: " << argv[1] << ": " << error.what() << '\n';
    return usage();
  }
}
