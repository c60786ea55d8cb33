# Evaluates the suite's templates with Debian's Ruby: a second, short telling of what a director does,
# which knows nothing of the one that it is compared with.
#
#   ruby --disable=gems,did_you_mean,error_highlight director.rb FOLDER
#
# prints a line for each template: `NAME output BASE64` or `NAME line N BASE64`, the latter with what was
# raised.
%w[erb json yaml ostruct shellwords base64 digest ipaddr uri set time].each { |each| require each }

def look(source, name)
  name.split('.').each { |key| source = source && source[key] }
  source
end

class Object
  def blank?
    case self
    when String then strip.delete("\u3000").empty?
    when Array, Hash then empty?
    else nil? || self == false
    end
  end

  def present? = !blank?

  def presence = present? ? self : nil
end

module Asking
  def p(names, *rest)
    hit = [*names].map { |n| look(source, n) }.reject(&:nil?)
    return hit[0] unless hit.empty?

    rest.empty? ? raise("Can't find property '#{[*names]}'") : rest[0]
  end

  def if_p(*names)
    hit = names.map { |n| look(source, n) }
    return Otherwise.new(self, true) if hit.include?(nil)

    yield(*hit)
    Otherwise.new(self, false)
  end
end

Otherwise = Struct.new(:context, :open) do
  def else = (yield if open)

  def else_if_p(*names, &block) = open ? context.if_p(*names, &block) : self

  def else_if_link(name, &block) = open ? context.if_link(name, &block) : self
end

Peer = Struct.new(:name, :index, :id, :az, :address, :properties, :bootstrap) do
  include Asking

  def source = properties
end

class Link
  include Asking
  attr_reader :instances, :properties
  alias source properties

  def initialize(link)
    @link = link
    @properties = link['properties']
    @instances = link['instances'].map { |i| Peer.new(*Peer.members.map { |m| i[m.to_s] }) }
  end

  def address(*) = @link['address'] || raise(NotImplementedError, 'link.address requires bosh director')
end

class Networks < OpenStruct
  def methods(*) = to_h.keys
end

module Bosh
  module Template; end
end

class Bosh::Template::EvaluationContext
  include Asking
  attr_reader :raw_properties
  alias source raw_properties

  def initialize(spec)
    @all = spec
    @raw_properties = spec['properties']
  end

  def name = @all['job']['name']

  def index = @all['index']

  def spec = open(@all, Networks)

  def properties = open(@raw_properties, OpenStruct)

  def link(name) = @all['links'][name] ? Link.new(@all['links'][name]) : raise("Can't find link '#{name}'")

  def if_link(name)
    return Otherwise.new(self, true) unless @all['links'][name]

    yield link(name)
    Otherwise.new(self, false)
  end

  def scope = binding

  private

  def open(value, type)
    return value.map { |v| open(v, type) } if value.is_a?(Array)

    value.is_a?(Hash) ? type.new(value.to_h { |k, v| [k, open(v, type)] }) : value
  end
end

def in_order(value) = value.is_a?(Hash) ? value.sort.to_h { |k, v| [k, in_order(v)] } : value

def load_all(folder)
  job, given, spec, links = %w[spec properties instance links].map do |each|
    YAML.load(File.read("#{folder}/#{each}.yml"), aliases: true)
  end
  spec['properties'] = job['properties'].each_with_object({}) do |(name, about), seen|
    keys = name.split('.')
    at = keys[0..-2].inject(seen) { |map, key| map[key] ||= {} }
    value = look(given, name)
    at[keys[-1]] = in_order(value.nil? ? (about || {})['default'] : value)
  end
  spec['networks'].each do |name, net|
    %w[ip netmask gateway].each { |key| net[key] ||= '127.0.0.1' } if net['type'] == 'dynamic'
    net['dns_record_name'] = "#{spec['index']}.#{spec['job']['name']}.#{name.tr('_', '-')}.#{spec['deployment']}.bosh"
  end
  spec.update('ip' => '10.0.0.7', 'address' => '10.0.0.7', 'links' => links)
end

spec = load_all(ARGV[0])
Dir["#{ARGV[0]}/templates/*.erb"].sort.each do |path|
  name = File.basename(path)
  erb = ERB.new(File.read(path, encoding: 'UTF-8'), trim_mode: '-')
  erb.filename = "suite/#{name}"
  context = Bosh::Template::EvaluationContext.new(Marshal.load(Marshal.dump(spec)))
  puts "#{name} output #{[erb.result(context.scope)].pack('m0')}"
rescue Exception => e
  place = (e.is_a?(SyntaxError) ? e.message.lines : e.backtrace).grep(%r{suite/#{name}}).first.to_s
  puts "#{name} line #{place[/erb:(\d+)/, 1].to_i} #{[e.message].pack('m0')}"
end
