# Properties, specs and links: read as a director reads them.
require 'yaml'

module Slipway
  class BadValues < StandardError
  end

  module Values
    MOST = 1_000_000
    DEEPEST = 100

    # A document that is a map, or nothing.
    def self.read(what, text)
      value = parse(text)
      raise BadValues, "#{what}: is #{kind(value)}, not a map; write `key: value`" unless value.nil? || value.is_a?(Hash)

      count(what, value, 0, 0)
      value || {}
    rescue Psych::SyntaxError => e
      raise BadValues, "#{what}:#{e.line}: #{e.problem} #{e.context}".strip
    rescue Psych::DisallowedClass => e
      raise BadValues, "#{what}: #{e.message}; put quotes around it"
    rescue Psych::Exception => e
      raise BadValues, "#{what}: #{e.message}"
    end

    # JSON is YAML, and much faster to read.
    def self.parse(text)
      return JSON.parse(text, max_nesting: DEEPEST) if text.start_with?('{')

      YAML.load(text, aliases: true)
    rescue JSON::ParserError
      YAML.load(text, aliases: true)
    end
    private_class_method :parse

    # A few lines with aliases can be billions of values.
    def self.count(what, value, depth, sum)
      sum += 1
      raise BadValues, "#{what}: holds more than #{MOST} values, or a value within itself" if sum > MOST || depth > DEEPEST

      case value
      when Hash then value.each_value { |each| sum = count(what, each, depth + 1, sum) }
      when Array then value.each { |each| sum = count(what, each, depth + 1, sum) }
      end
      sum
    end
    private_class_method :count

    def self.kind(value)
      value.is_a?(Array) ? 'a list' : 'one value'
    end
    private_class_method :kind
  end
end
